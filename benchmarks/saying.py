"""One figure as one line."""


def say(name, figure):
    held = "达到" if figure["ratio"] <= figure["goal"] else "未达到"
    told = f"　{figure['told']}" if "told" in figure else ""
    print(f"{name:<14} {figure['ratio']:.3f}（目标 ≤ {figure['goal']}）{held}{told}", flush=True)

"""保持一份公开内容的副本：python follow_changes.py http://127.0.0.1:8000 copy.json；中断后再运行，从上次停下的地方接着取。"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

KEY = os.environ.get("XINBAODAI_KEY")  # 没有密钥也可以，一次最多100条


def fetch(site, since):
    """一批变化；请求过于频繁的，按 Retry-After 等候后再取。"""
    asked = urllib.request.Request(f"{site}/api/v1/changes/?since={since}&limit={1000 if KEY else 100}")
    asked.headers |= {"Authorization": f"Bearer {KEY}"} if KEY else {}
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as problem:
        if problem.code != 429:
            sys.exit(f"没有取到：{json.load(problem)['detail']}")
        time.sleep(int(problem.headers["Retry-After"]))
    except OSError as fault:
        sys.exit(f"连不上 {site}：{fault}。请核对网址和网络，稍后再运行，会从上次停下的地方接着取。")
    return fetch(site, since)


site, file = sys.argv[1].rstrip("/"), Path(sys.argv[2])
kept, more = json.loads(file.read_text("utf-8")) if file.exists() else {"since": "", "records": {}}, True
while more:
    page = fetch(site, kept["since"])
    for one in page["items"]:  # 停止公开的，从副本中删去
        kept["records"][one["id"]] = one["record"]
        if one["record"] is None:
            del kept["records"][one["id"]]
    kept["since"], more = page["next_cursor"], page["more"]
    file.with_suffix(".new").write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    file.with_suffix(".new").replace(file)  # 先存好，再取下一批
print(f"现在有{len(kept['records'])}条公开记录。")

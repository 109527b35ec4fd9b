"""保持一份公开内容的副本：python follow_changes.py http://127.0.0.1:8000 copy.json；中断后再运行，从上次停下的地方接着取。"""

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path


def fetch(site, since):
    """一批变化；请求过于频繁的，按 Retry-After 等候后再取。"""
    query = urllib.parse.urlencode({"since": since, "limit": 100})
    try:
        with urllib.request.urlopen(f"{site}/api/v1/changes/?{query}", timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as problem:
        if problem.code != 429:
            sys.exit(f"没有取到：{json.load(problem)['detail']}")
        time.sleep(int(problem.headers["Retry-After"]))
        return fetch(site, since)


def follow(site, file):
    """取到没有新变化为止；每一批先存好再取下一批，停止公开的从副本中删去。"""
    kept = json.loads(file.read_text("utf-8")) if file.exists() else {"since": "", "records": {}}
    more = True
    while more:
        page = fetch(site, kept["since"])
        for change in page["items"]:
            if change["record"] is None:
                kept["records"].pop(change["id"], None)
            else:
                kept["records"][change["id"]] = change["record"]
        kept["since"], more = page["next_cursor"], page["more"]
        new = file.with_suffix(".new")
        new.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
        new.replace(file)
    return kept


if __name__ == "__main__":
    copy = follow(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
    print(f"现在有{len(copy['records'])}条公开记录。")

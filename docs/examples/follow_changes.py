"""保持一份公开内容的副本：python follow_changes.py http://127.0.0.1:8000 copy.json；中断后再运行，从上次停下的地方接着取。"""

import json
import os
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

site, file, key = sys.argv[1].rstrip("/"), Path(sys.argv[2]), os.environ.get("XINBAODAI_KEY")
kept = json.loads(file.read_text("utf-8")) if file.exists() else {"since": "", "etag": "", "records": {}}
page, tries = {"more": True}, 0
while page["more"]:
    address = f"{site}/api/v1/changes/?since={kept['since']}&limit={1000 if key else 100}"  # 没有密钥也可以
    headers = {"If-None-Match": kept["etag"]} | ({"Authorization": f"Bearer {key}"} if key else {})
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:
            page, kept["etag"], tries = json.load(answer), answer.headers["ETag"], 0
    except OSError as fault:
        if (code := getattr(fault, "code", 0)) == 304:  # 没有变化
            break
        if (tries := tries + 1) == 5 or code not in (0, 429, 502, 503, 504):
            sys.exit(f"没有取到：{fault.read().decode() if code else fault}。副本没有变，改正后可以再运行。")
        time.sleep(int(getattr(fault, "headers", {}).get("Retry-After", 2**tries)))  # 等候后再取
        continue
    records = kept["records"] | {one["id"]: one["record"] for one in page["items"]}  # 停止公开的为空，删去
    kept |= {"since": page["next_cursor"], "records": {k: one for k, one in records.items() if one}}
    file.with_suffix(".new").write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    file.with_suffix(".new").replace(file)  # 先存好，再取下一批
print(f"现在有{len(kept['records'])}条公开记录。")

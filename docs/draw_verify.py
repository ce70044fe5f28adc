#!/usr/bin/env python3
"""Computes the draws of a certificate anew: draw_verify.py FILE. Python alone, nothing of the program that made it (docs/DRAW.md)."""
import json, sys
from hashlib import sha256

def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

def draw(roster, nonce):
    digest = sha256(canonical(roster)).hexdigest()
    seed, block = sha256(canonical([digest, roster["plan"], roster["attempt"], nonce.strip()])).digest(), iter(range(2**64))
    def below(n):
        while (x := int.from_bytes(sha256(seed + next(block).to_bytes(8, "big")).digest()[:8], "big")) >= 2**64 - 2**64 % n: pass
        return x % n
    def take(pool, n):
        for _ in range(min(n, len(pool))):
            x = below(sum(one["weight"] for one in pool))
            at = next(i for i in range(len(pool)) if x < sum(one["weight"] for one in pool[: i + 1]))
            yield pool.pop(at)
    towns = sorted({one["stratum"] for one in roster["objects"]})
    size = {t: sum(one["stratum"] == t for one in roster["objects"]) for t in towns}
    pool = {t: [one for one in roster["objects"] if one["stratum"] == t and not one["excluded"]] for t in towns}
    share = {t: int(bool(pool[t]) and roster["take"] >= sum(map(bool, pool.values()))) for t in towns}
    while sum(share.values()) < roster["take"]:
        share[max((t for t in towns if share[t] < len(pool[t])), key=lambda t: roster["take"] * size[t] - share[t] * sum(size.values()))] += 1
    drawn, standby, load, chosen = [], {}, {one["code"]: 0 for one in roster["inspectors"]}, []
    for t in towns:
        drawn += take(pool[t], share[t])
        standby[t] = [one["code"] for one in take(pool[t], roster["standby"])]
    for one in drawn:
        able, going = [i["code"] for i in roster["inspectors"] if not {one["code"], one["stratum"]} & set(i["recused"])], []
        for _ in range(roster["per_object"]):
            idle = [code for code in able if load[code] == min(load[c] for c in able)]
            going.append(idle[below(len(idle))]); able.remove(going[-1]); load[going[-1]] += 1
        chosen.append({"object": one["code"], "inspectors": going})
    return digest, {"seed": seed.hex(), "chosen": chosen, "standby": standby}

attempts = json.load(open(sys.argv[1], encoding="utf-8"))["attempts"]
for no, a in enumerate(attempts, 1):
    order = a["roster"]["attempt"] == no and bool(a["void"]) == (no < len(attempts)) and a["sealed_at"] <= a["drawn_at"]
    right = order and a["roster"]["algorithm"] == "yimen-draw-1" and draw(a["roster"], a["nonce"]) == (a["digest"], a["drawn"])
    print(f"{a['roster']['plan']} {no}: " + ("correct" if right else "NOT CORRECT") + (f", void: {a['void']}" if a["void"] else ""))
    if not right: sys.exit(1)

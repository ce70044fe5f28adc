#!/usr/bin/env python3
"""核验一门导出的审计日志 / Proves an audit log that Yimen exported.

    python3 audit_verify.py 审计日志.csv [--part] [--key PUBLIC_KEY]

It needs Python 3.8 or newer and nothing else, no network and no Yimen. The file is the CSV file of the audit page's export.

What is proved
    entries  Each entry carries the SHA-256 over algorithm, hash of the entry before it, and the entry as JSON. The entries'
             numbers follow each other from 1 without gaps, and each names the hash of the one before.
    values   What changed is hashed with a salt of its own; values that were erased when their term was over stay provable
             only as to having been there, and are counted.
    heads    Once a day the hash of the last entry is signed (Ed25519). The newest head must be that of the last entry.

The signing key's public half stands in the file. Whoever wrote a false file could have put a key of their own there:
compare it with the key that the district made known, or give that key with --key.

--part     The export was filtered: entries between those in the file are not missing. What then can't be proved is said.

Exit code: 0 all fits, 1 something does not, 2 the file can't be read.
Signatures are verified by the library `cryptography` where it is installed, else by the few lines at the end of this file
(RFC 8032, section 5.1.7); which one is said.
"""

import argparse
import csv
import datetime
import hashlib
import json
import sys

COLUMNS = (
    "kind chain_no id at time account who operation subject outcome values_hash alg prev_hash hash salt values "
    "day key_id public_key signature"
).split()
ALGORITHM = "sha256"
# How far from its place an entry that changed places is looked for.
NEAR = 16
# What spreadsheets take for a formula; the export puts an apostrophe before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
BEIJING = datetime.timezone(datetime.timedelta(hours=8))


class Fault(Exception):
    """What does not fit, in both languages."""

    def __init__(self, row, zh, en):
        where = ("第%d行：" % row, "row %d: " % row) if row else ("", "")
        super().__init__("不符 %s%s\nFAULT %s%s" % (where[0], zh, where[1], en))


class Unreadable(Exception):
    """The file is not what this reads."""


def unguarded(cell):
    """The cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def read(path):
    """Entries and heads with their rows, counted as a spreadsheet counts them."""
    csv.field_size_limit(1 << 30)
    entries, heads = [], []
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = next(rows, [])
            if header[: len(COLUMNS)] != COLUMNS:
                raise Unreadable("不是导出的审计日志（CSV） / not an exported audit log (CSV)")
            for number, cells in enumerate(rows, 2):
                if len(cells) < len(COLUMNS):
                    raise Fault(number, "列数不足，已被改动", "too few columns, it was changed")
                row = dict(zip(COLUMNS, map(unguarded, cells)))
                row["row"] = number
                if row["kind"] not in ("entry", "head"):
                    raise Fault(number, "类别不明，已被改动", "of an unknown kind, it was changed")
                (entries if row["kind"] == "entry" else heads).append(row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(str(error)) from error
    return entries, heads


def whole(row, name):
    """A cell that holds a whole number, written the one way there is."""
    text = row[name]
    try:
        number = int(text)
    except ValueError:
        number = None
    if number is None or str(number) != text:
        raise Fault(row["row"], "%s不是数，已被改动" % name, "%s is no number, it was changed" % name)
    return number


def octets(row, name):
    """A cell that holds bytes as lower-case hexadecimal."""
    try:
        value = bytes.fromhex(row[name])
    except ValueError:
        value = None
    if value is None or value.hex() != row[name]:
        raise Fault(row["row"], "%s不是十六进制数，已被改动" % name, "%s is not hexadecimal, it was changed" % name)
    return value


def hash_of(row, chain_no):
    """The hash that an entry has at this place of the chain."""
    entry = {
        "account": row["account"] or None,
        "at": whole(row, "at"),
        "chain_no": chain_no,
        "id": whole(row, "id"),
        "operation": row["operation"],
        "outcome": row["outcome"],
        "subject": row["subject"],
        "values_hash": row["values_hash"] or None,
        "who": row["who"],
    }
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(row["alg"].encode() + octets(row, "prev_hash") + text.encode()).digest()


def prove_entry(row, chain_no):
    """The entry is what was hashed, and so are its values; whether its values were erased."""
    if row["alg"] != ALGORITHM:
        raise Fault(row["row"], "校验算法不明，已被改动", "of an unknown algorithm, it was changed")
    stored = octets(row, "hash")
    if hash_of(row, chain_no) != stored:
        near = range(max(1, chain_no - NEAR), chain_no + NEAR + 1)
        if any(hash_of(row, no) == stored for no in near):
            raise Fault(row["row"], "条目%d被调换了位置" % chain_no, "entry %d was put in another place (reordered)" % chain_no)
        raise Fault(row["row"], "条目%d被改动" % chain_no, "entry %d was changed" % chain_no)
    try:
        time = datetime.datetime.fromtimestamp(whole(row, "at") // 1_000_000, BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        time = None
    if time != row["time"]:
        raise Fault(row["row"], "条目%d的时间被改动" % chain_no, "the time of entry %d was changed" % chain_no)
    if row["values"]:
        values = hashlib.sha256(octets(row, "salt") + row["values"].encode()).hexdigest()
        if values != row["values_hash"]:
            raise Fault(row["row"], "条目%d的内容被改动" % chain_no, "the values of entry %d were changed" % chain_no)
    return bool(row["values_hash"]) and not row["values"]


def prove_chain(entries, part):
    """Hashes by number, how many values are erased, and how many entries wait to be chained."""
    numbers = {row["chain_no"] for row in entries}
    hashes, erased, last, waiting = {}, 0, 0, 0
    for row in entries:
        if not row["chain_no"]:
            if row["hash"]:
                raise Fault(row["row"], "没有链中序号，已被改动", "without its number in the chain, it was changed")
            waiting += 1
            continue
        no = whole(row, "chain_no")
        if waiting or no <= last:
            raise Fault(row["row"], "条目%d重复，或被调换了位置" % no, "entry %d stands twice or was put in another place (reordered)" % no)
        if no > last + 1 and not part:
            if str(last + 1) in numbers:
                raise Fault(row["row"], "条目%d被调换了位置" % no, "entry %d was put in another place (reordered)" % no)
            raise Fault(
                row["row"],
                "在此之前缺少条目%d至%d（如果是筛选后导出的，请加--part）" % (last + 1, no - 1),
                "entries %d to %d are missing before it (if the export was filtered, add --part)" % (last + 1, no - 1),
            )
        erased += prove_entry(row, no)
        before = b"" if no == 1 else hashes.get(no - 1)
        if before is not None and octets(row, "prev_hash") != before:
            raise Fault(row["row"], "条目%d与前一条不相接，已被改动" % no, "entry %d does not follow the one before it, it was changed" % no)
        hashes[no], last = octets(row, "hash"), no
    return hashes, erased, waiting


def prove_heads(heads, hashes, part, key):
    """Every head is signed and fits its entry, and the newest is that of the last entry; the newest one."""
    verify, newest = verifier()[1], None
    for row in heads:
        no, public, hashed = whole(row, "chain_no"), octets(row, "public_key"), octets(row, "hash")
        message = "yimen audit head 1\n%s\n%d\n%s\n%s\n%s\n" % (row["day"], no, ALGORITHM, hashed.hex(), row["key_id"])
        named = hashlib.sha256(public).hexdigest()[:32] == row["key_id"]
        if not named or not verify(public, message.encode(), octets(row, "signature")):
            raise Fault(row["row"], "%s的签名不符，已被改动" % row["day"], "the signature of %s does not fit, it was changed" % row["day"])
        if key and key not in (row["public_key"], row["key_id"]):
            raise Fault(row["row"], "%s不是由指定的密钥签名的" % row["day"], "the head of %s is signed by another key than given" % row["day"])
        if no in hashes and hashes[no] != hashed:
            raise Fault(row["row"], "签名的校验值与条目%d不符，条目已被改动" % no, "what was signed is not entry %d, which was changed" % no)
        if newest is None or no > whole(newest, "chain_no"):
            newest = row
    if newest is None:
        raise Fault(0, "没有签名", "no signed head is there")
    last, signed = max(hashes, default=0), whole(newest, "chain_no")
    if last > signed:
        raise Fault(0, "条目%d至%d在签名之后，没有签名证明" % (signed + 1, last), "entries %d to %d come after what was signed" % (signed + 1, last))
    if last < signed and not part:
        raise Fault(0, "末尾缺少条目%d至%d" % (last + 1, signed), "entries %d to %d are missing at the end" % (last + 1, signed))
    return newest


def verifier():
    """Who verifies signatures, and how."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return "RFC 8032 (in this file)", plain_verify

    def verify(public, message, signature):
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    return "cryptography", verify


# Ed25519 for whoever has no library: the curve -x² + y² = 1 + d x² y² over the numbers modulo P; points as (X, Y, Z, T) with
# x = X/Z, y = Y/Z, x y = T/Z. Nothing secret is handled, so nothing has to take the same time.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(p, q):
    """The sum of two points."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, point):
    """A point, n times."""
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, point)
        point, n = add(point, point), n >> 1
    return total


def point_of(octets32):
    """The point that 32 bytes mean, or None."""
    y = int.from_bytes(octets32, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def plain_verify(public, message, signature):
    """Whether the key signed the message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(k, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def main():
    """Proves one file and tells the result."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    parser = argparse.ArgumentParser(description="核验导出的审计日志 / proves an exported audit log")
    parser.add_argument("file", help="导出的CSV文件 / the exported CSV file")
    parser.add_argument("--part", action="store_true", help="是筛选后导出的 / the export was filtered")
    parser.add_argument("--key", help="已知的签名公钥或其编号 / the known public key, or its id, hexadecimal")
    asked = parser.parse_args()
    try:
        entries, heads = read(asked.file)
        hashes, erased, waiting = prove_chain(entries, asked.part)
        head = prove_heads(heads, hashes, asked.part, asked.key and asked.key.lower())
    except Unreadable as error:
        print("无法读取 / can't be read: %s" % error, file=sys.stderr)
        return 2
    except Fault as fault:
        print(fault)
        return 1
    print("相符：%d条，签名%d个，最新签名%s（条目%s）" % (len(hashes), len(heads), head["day"], head["chain_no"]))
    print("OK: %d entries, %d signed heads, the newest of %s (entry %s)" % (len(hashes), len(heads), head["day"], head["chain_no"]))
    print("签名公钥 / public key: %s" % head["public_key"])
    print("签名核验 / signatures verified by: %s" % verifier()[0])
    if not asked.key:
        print("请与区里公布的公钥比对，或用--key给出。 / Compare the key with the one made known, or give it with --key.")
    if erased:
        print("%d条的内容已到期清除或没有导出，只能证明曾经存在。 / The values of %d entries were erased: only that they were there is proved." % (erased, erased))
    if waiting:
        print("%d条还没有入链，未核验。 / %d entries are not chained yet and are not proved." % (waiting, waiting))
    if asked.part:
        print("筛选导出：不能证明没有缺少条目。 / Of a filtered export it can't be proved that no entry is missing.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

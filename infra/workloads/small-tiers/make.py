"""Writes queries.jsonl and outcomes.jsonl beside this file from a directory of recorded tiers.

Usage: python3 make.py DIRECTORY        (DIRECTORY holds prompts.jsonl and outcomes.jsonl)

Kept are the prompts that were generated for this project and that all three instruct tiers answered; lines of other kinds that
are in the files stay. Run kinds.py and ../record.py afterwards: they put the lines in order. The output is a function of the
input alone: running it again changes nothing.
"""
import hashlib
import json
import pathlib
import re
import sys

MODELS = ("smollm2-135m", "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b")
KINDS = ("add1", "add2", "mul3", "sentiment", "capital", "reverse", "sort")

# The grader of the recording takes í, á and ó for i, a and o; a pattern says so with a class.
ACCENTED = {"a": "[aá]", "i": "[ií]", "o": "[oó]"}


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def literal(text):
    return re.escape(text).replace("\\ ", " ")


def contains(answer):
    names = ["".join(ACCENTED.get(c.lower(), literal(c)) for c in name) for name in answer.split("|")]
    return "(?i)" + "|".join(names)


def verifier(grader, answer):
    """The verifier that gives the verdict of the grader which the recording was made with."""
    if grader == "number":
        return {"kind": "numeric", "parameters": {"expected": answer, "select": "last"}}
    if grader == "yesno":
        return {"kind": "choice", "parameters": {"expected": answer, "options": "yes|no"}}
    if grader == "contains":
        pattern = contains(answer)
    elif grader == "word":  # the last word is the answer
        pattern = r"(?i)(?:^|[^a-z])" + literal(answer) + r"[^a-z]*$"
    elif grader == "numlist":  # the first five numbers are the answer
        pattern = r"^\D*" + r"\D+".join("0*" + n for n in answer.split(", ")) + r"(?:\D|$)"
    else:
        raise ValueError("grader: " + repr(grader) + " has no verifier")
    return {"kind": "regex", "parameters": {"pattern": pattern, "mode": "find"}}


def query(prompt):
    return {
        "query_id": prompt["id"],
        "task": prompt["kind"],
        "prompt": prompt["prompt"],
        "max_tokens": prompt["max_tokens"],
        "verifier": verifier(prompt["grader"], prompt["answer"]),
    }


def outcome(prompt, row):
    return {
        "query_id": prompt["id"],
        "model": row["tier"],
        "prompt_sha256": hashlib.sha256(prompt["prompt"].encode("utf-8")).hexdigest(),
        "output": row["output"],
        "finish": row["finish"],
        "prompt_tokens": row["prompt_tokens"],
        "completion_tokens": row["completion_tokens"],
        "cached_tokens": row["cached_n"] or 0,
        "latency_ms": row["latency_ms"],
        "contended": row["contended"],
        "correct": row["correct"],
    }


def write(path, records):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def main(source, target):
    answers = {(row["id"], row["tier"]): row for row in rows(source / "outcomes.jsonl")}
    kept = [
        prompt
        for prompt in rows(source / "prompts.jsonl")
        if prompt["kind"] in KINDS and all((prompt["id"], model) in answers for model in MODELS)
    ]
    queries = [row for row in rows(target / "queries.jsonl") if row["task"] not in KINDS]
    others = {row["query_id"] for row in queries}
    outcomes = [row for row in rows(target / "outcomes.jsonl") if row["query_id"] in others]
    write(target / "queries.jsonl", [query(prompt) for prompt in kept] + queries)
    write(target / "outcomes.jsonl", [outcome(p, answers[p["id"], m]) for p in kept for m in MODELS] + outcomes)
    print(len(kept), "queries,", len(kept) * len(MODELS), "outcomes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent)

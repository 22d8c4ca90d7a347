"""Asks real models the prompts of a workload and writes what they answered: the outcomes.jsonl that the engine `recorded` replays.

Usage: python3 record.py WORKLOAD_DIR --model NAME=URL [--model NAME=URL ...] [--only TASK,TASK] [--contended]

URL is the base of any OpenAI-compatible server, such as http://127.0.0.1:8080/v1; `weir up --engine llama --workload none`
starts three and prints theirs. One request at a time and model, greedy (temperature 0, seed 1), no system prompt. Models are
asked side by side only where the command is run several times; --contended then says that the latencies are not speeds.

Answers that outcomes.jsonl has already are not asked for again, so a run that was cut off goes on where it stopped; delete
lines to ask anew. `correct` is the word of the grader below, which reads the parameters of a verifier but shares no code with
the verifiers of the platform: a test compares the two on every line.
"""
import argparse
import decimal
import hashlib
import json
import os
import pathlib
import re
import sys
import time
import urllib.request

NUMBER = re.compile(r"(?:(?<![A-Za-z0-9])[-−])?(?:\d[\d,]*)?\.?\d+(?:[eE][+-]?\d{1,3})?")


def numeric(parameters, output):
    found = NUMBER.findall(output)
    if not found:
        return False
    chosen = found[0] if parameters.get("select") == "first" else found[-1]
    value = decimal.Decimal(chosen.replace(",", "").replace("−", "-"))
    return abs(value - decimal.Decimal(parameters["expected"])) <= decimal.Decimal(parameters.get("tolerance", "0"))


def choice(parameters, output):
    options = sorted(parameters["options"].split("|"), key=len, reverse=True)
    named = re.search(r"(?<!\w)(?:" + "|".join(map(re.escape, options)) + r")(?!\w)", output, re.IGNORECASE)
    return bool(named) and named.group().lower() == parameters["expected"].lower()


def regex(parameters, output):
    if parameters.get("mode", "find") == "find":
        return re.search(parameters["pattern"], output) is not None
    return re.fullmatch(parameters["pattern"], output) is not None


def json_schema(parameters, output):
    try:
        value = json.loads(output)
    except ValueError:
        return False
    return conforms(json.loads(parameters["schema"]), value)


def conforms(schema, value):
    """The few keywords that the workloads use; another one stops the recording rather than be overlooked."""
    unknown = set(schema) - {"type", "properties", "required", "additionalProperties", "const"}
    if unknown or schema.get("type", "object") != "object":
        raise ValueError(f"schema: {schema} has keywords that this grader does not know")
    if "const" in schema:
        wanted = schema["const"]
        number = isinstance(wanted, (int, float)) and isinstance(value, (int, float)) and not isinstance(value, bool)
        return value == wanted and (number or type(value) is type(wanted))
    if not isinstance(value, dict) or any(key not in value for key in schema.get("required", [])):
        return False
    properties = schema.get("properties", {})
    if schema.get("additionalProperties", True) is False and set(value) - set(properties):
        return False
    return all(conforms(properties[key], member) for key, member in value.items() if key in properties)


GRADERS = {"numeric": numeric, "choice": choice, "regex": regex, "json_schema": json_schema}


def graded(query, output):
    verifier = query["verifier"]
    return GRADERS[verifier["kind"]](verifier["parameters"], output)


def ask(url, model, query):
    body = {
        "model": model,
        "messages": [{"role": "user", "content": query["prompt"]}],
        "max_tokens": query["max_tokens"],
        "temperature": 0,
        "seed": 1,
    }
    request = urllib.request.Request(
        url.rstrip("/") + "/chat/completions", json.dumps(body).encode(), {"content-type": "application/json"}
    )
    start = time.monotonic()
    with urllib.request.urlopen(request, timeout=600) as response:
        reply = json.load(response)
    return reply, (time.monotonic() - start) * 1000


def outcome(query, model, reply, millis, contended):
    usage, answer = reply["usage"], reply["choices"][0]
    output = answer["message"]["content"] or ""
    return {
        "query_id": query["query_id"],
        "model": model,
        "prompt_sha256": hashlib.sha256(query["prompt"].encode()).hexdigest(),
        "output": output,
        "finish": answer["finish_reason"],
        "prompt_tokens": usage["prompt_tokens"],
        "completion_tokens": usage["completion_tokens"],
        "cached_tokens": (usage.get("prompt_tokens_details") or {}).get("cached_tokens", 0),
        "latency_ms": round(millis, 1),
        "contended": contended,
        "correct": graded(query, output),
    }


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def in_order(queries, models, outcomes):
    """Of the queries as they are now, one line per (query, model), in the order of the queries."""
    by_key = {(row["prompt_sha256"], row["model"]): row for row in outcomes}
    names = list(dict.fromkeys([row["model"] for row in outcomes] + models))
    for query in queries:
        sha = hashlib.sha256(query["prompt"].encode()).hexdigest()
        for model in names:
            if (sha, model) in by_key:
                yield by_key[sha, model]


def replace(path, records):
    part = path.with_suffix(".part")
    with open(part, "w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    os.replace(part, path)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workload", type=pathlib.Path)
    parser.add_argument("--model", action="append", required=True, metavar="NAME=URL")
    parser.add_argument("--only", default="", metavar="TASK,TASK", help="these tasks alone")
    parser.add_argument("--out", type=pathlib.Path, help="default: outcomes.jsonl of the workload")
    parser.add_argument("--contended", action="store_true", help="other work runs on the same cores")
    given = parser.parse_args()
    for model in given.model:
        if "=http" not in model:
            parser.error(f"--model: {model!r} is not NAME=URL")
    return given


def main():
    given = arguments()
    models = dict(model.split("=", 1) for model in given.model)
    tasks = set(filter(None, given.only.split(",")))
    path = given.out or given.workload / "outcomes.jsonl"
    queries = rows(given.workload / "queries.jsonl")
    have = rows(path) if path.exists() else []
    known = {(row["prompt_sha256"], row["model"]) for row in have}
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        for number, query in enumerate(queries, 1):
            sha = hashlib.sha256(query["prompt"].encode()).hexdigest()
            for model, url in models.items():
                if (tasks and query["task"] not in tasks) or (sha, model) in known:
                    continue
                row = outcome(query, model, *ask(url, model, query), given.contended)
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                file.flush()
                have.append(row)
                print(f"{number}/{len(queries)} {row['query_id']} {model} {row['correct']} {row['latency_ms']:.0f} ms", flush=True)
    replace(path, in_order(queries, list(models), have))
    print(len(have), "outcomes in", path)


if __name__ == "__main__":
    sys.exit(main())

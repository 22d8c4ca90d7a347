"""Writes the prompts of six further kinds into queries.jsonl beside this file.

Usage: python3 kinds.py

The kinds are date (a date some days later), unit (conversions), extract (one JSON object from a sentence), topic (which of
four), letters (how often one occurs in a word) and compare (the greater of two numbers). The prompts are a function of the
seed alone. Lines of other kinds are kept as they are; all kinds are interleaved, number by number, so every prefix is balanced.
"""
import datetime
import json
import pathlib
import random

SEED = 20261124
EACH = 40
HERE = pathlib.Path(__file__).parent

# Order of the kinds within a number; the first seven are make.py's.
ORDER = (
    "add1", "add2", "mul3", "sentiment", "capital", "reverse", "sort",
    "date", "unit", "extract", "topic", "letters", "compare",
)  # fmt: skip

# From, to, how many of the second make one of the first, the values asked for.
UNITS = (
    ("kilometres", "metres", "1000", ("3", "12", "0.5", "2.5", "7.25", "41")),
    ("metres", "centimetres", "100", ("6", "1.5", "0.75", "23")),
    ("hours", "minutes", "60", ("3", "1.5", "7", "0.25", "26")),
    ("minutes", "seconds", "60", ("4", "2.5", "15", "90")),
    ("days", "hours", "24", ("3", "10", "0.5", "17")),
    ("weeks", "days", "7", ("6", "13", "52", "104")),
    ("kilograms", "grams", "1000", ("2", "0.25", "1.75", "38")),
    ("litres", "millilitres", "1000", ("5", "0.75", "1.2", "16")),
    ("dozens", "pieces", "12", ("4", "11", "2.5", "15")),
    ("feet", "inches", "12", ("5", "9", "13", "1.5")),
)

NAMES = (
    "Maria Lopez", "John Baker", "Aisha Khan", "Pavel Novak", "Chen Wei", "Emma Olsen", "Luca Rossi", "Sofia Silva",
    "Noah Fischer", "Priya Nair",
)  # fmt: skip
ITEMS = (
    "blue lamps", "garden chairs", "wool scarves", "coffee mugs", "desk fans", "paper boxes", "bike helmets", "wall clocks",
    "silver spoons", "picture frames",
)  # fmt: skip
ORDERS = (
    "{name} would like {quantity} {item} by Friday.",
    "Please send {quantity} {item} to {name}.",
    "{quantity} {item} were ordered by {name} this morning.",
    "Hello, this is {name}. I need {quantity} {item}, thank you.",
)

TOPICS = {
    "sport": (
        "Late goal sends the home team into the final",
        "Sprinter breaks the national record over 200 metres",
        "Coach resigns after a fifth defeat in a row",
        "Rain delays the third set of the women's semi-final",
        "Rookie pitcher strikes out eleven in his first start",
        "Cyclist takes the yellow jersey in the mountains",
        "Goalkeeper saves two penalties in the shoot-out",
        "Swimmers qualify for the relay by half a second",
        "The champion retires from the ring undefeated",
        "Marathon course will be changed for next spring",
    ),
    "weather": (
        "Heavy snow expected on the passes tonight",
        "Heat wave to last until the end of the week",
        "Thunderstorms move in from the west this evening",
        "Fog will clear by noon along the coast",
        "Driest month since records began",
        "Strong gusts bring down trees across the county",
        "Frost warning for the valleys on Thursday",
        "A mild and sunny weekend lies ahead",
        "Hail damages orchards for the second time this summer",
        "Temperatures to fall below zero after midnight",
    ),
    "cooking": (
        "How to keep a risotto creamy without butter",
        "Five sauces that start with roasted tomatoes",
        "Let the dough rest overnight for a better crust",
        "The secret of crisp potatoes is in the first boil",
        "A stew of lentils and carrots for cold evenings",
        "Which knife to use for onions and herbs",
        "Whisk the eggs slowly and the custard stays smooth",
        "Marinate the chicken in yoghurt for two hours",
        "Season the soup at the end, not at the beginning",
        "Why a pinch of salt belongs in every dessert",
    ),
    "finance": (
        "Central bank leaves interest rates unchanged",
        "Shares of the carmaker fall after weak results",
        "Investors move money from bonds into gold",
        "Inflation slows for the third month running",
        "The lender raises its mortgage rates again",
        "Quarterly profits of the retailer beat forecasts",
        "New rules for pension funds take effect in January",
        "The currency drops to a two-year low",
        "Start-up raises forty million in its second round",
        "Household debt grows faster than wages",
    ),
}

WORDS = (
    "banana", "committee", "letter", "parallel", "mississippi", "strawberry", "possession", "bookkeeper", "assessment",
    "balloon", "tomorrow", "coffee", "pepper", "success", "address", "cinnamon", "engineer", "referee", "tattoo", "millennium",
    "accommodate", "embarrass", "occurrence", "aggressive", "dessert", "butterfly", "calculator", "television", "elephant",
    "umbrella", "grammar", "mountain", "necessary", "onion", "paper", "queue", "rhythm", "sentence", "terrible", "window",
)  # fmt: skip


def numeric(expected, select):
    return {"kind": "numeric", "parameters": {"expected": expected, "select": select}}


def decimal(product):
    """Without a trailing zero or point: 3500, 0.75."""
    return f"{product:.4f}".rstrip("0").rstrip(".")


def dates(rng):
    for number in range(EACH):
        start = datetime.date(2024, 1, 1) + datetime.timedelta(days=rng.randrange(1000))
        later = rng.randrange(2, 10) if number % 2 else rng.randrange(10, 90)
        end = (start + datetime.timedelta(days=later)).isoformat()
        prompt = f"What date is {later} days after {start.isoformat()}? Reply with only the date as YYYY-MM-DD."
        pattern = "(?:^|[^0-9])" + end + "(?:[^0-9]|$)"
        yield prompt, 24, {"kind": "regex", "parameters": {"pattern": pattern, "mode": "find"}}


def units(rng):
    asked = [(source, target, factor, value) for source, target, factor, values in UNITS for value in values]
    rng.shuffle(asked)
    for source, target, factor, value in asked[:EACH]:
        expected = decimal(float(value) * float(factor))
        yield f"Convert {value} {source} to {target}. Reply with only the number.", 24, numeric(expected, "last")


def extracts(rng):
    seen = set()
    while len(seen) < EACH:
        order = {"name": rng.choice(NAMES), "item": rng.choice(ITEMS), "quantity": rng.randrange(2, 100)}
        text = rng.choice(ORDERS).format(**order)
        if text in seen:
            continue
        seen.add(text)
        schema = {
            "type": "object",
            "properties": {key: {"const": value} for key, value in order.items()},
            "required": list(order),
            "additionalProperties": False,
        }
        prompt = (
            'Read the order and reply with one JSON object with the keys "name", "item" and "quantity" (a number), and '
            "nothing else: no code fence.\n\nOrder: " + text
        )
        yield prompt, 64, {"kind": "json_schema", "parameters": {"schema": json.dumps(schema)}}


def topics(rng):
    headlines = [(headline, topic) for topic, group in TOPICS.items() for headline in group]
    rng.shuffle(headlines)
    options = "|".join(TOPICS)
    for headline, topic in headlines[:EACH]:
        prompt = f'Is this headline about sport, weather, cooking or finance? Reply with one word.\n\n"{headline}"'
        yield prompt, 8, {"kind": "choice", "parameters": {"expected": topic, "options": options}}


def letters(rng):
    for word in rng.sample(WORDS, EACH):
        letter = rng.choice(word)
        prompt = f'How many times does the letter "{letter}" occur in the word "{word}"? Reply with only the number.'
        yield prompt, 16, numeric(str(word.count(letter)), "last")


def compares(rng):
    """Half of them with as many decimals on both sides, half of the kind of 9.9 and 9.11."""
    for number in range(EACH):
        whole = rng.randrange(1, 100)
        low, high = sorted(rng.sample(range(11, 100), 2))
        pair = [f"{whole}.{low}", f"{whole}.{high}"]
        if number % 2:
            tenth = rng.randrange(1, 10)
            pair = [f"{whole}.{rng.choice([n for n in range(11, 100) if n != tenth * 10])}", f"{whole}.{tenth}"]
        expected = max(pair, key=float)
        rng.shuffle(pair)
        prompt = f"Which number is greater, {pair[0]} or {pair[1]}? Reply with only that number."
        yield prompt, 16, numeric(expected, "first")


MAKERS = {"date": dates, "unit": units, "extract": extracts, "topic": topics, "letters": letters, "compare": compares}


def made():
    for kind, maker in MAKERS.items():
        # One generator a kind, so that a change to one leaves the others as they are.
        for number, (prompt, max_tokens, verifier) in enumerate(maker(random.Random(f"{SEED} {kind}"))):
            yield {
                "query_id": f"{kind}-{number:03d}",
                "task": kind,
                "prompt": prompt,
                "max_tokens": max_tokens,
                "verifier": verifier,
            }


def place(query):
    kind, number = query["query_id"].rsplit("-", 1)
    return int(number), ORDER.index(kind)


def main(path):
    with open(path, encoding="utf-8") as lines:
        kept = [query for query in map(json.loads, lines) if query["task"] not in MAKERS]
    queries = sorted(kept + list(made()), key=place)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for query in queries:
            file.write(json.dumps(query, ensure_ascii=False) + "\n")
    print(len(queries), "queries, of them", len(queries) - len(kept), "made here")


if __name__ == "__main__":
    main(HERE / "queries.jsonl")

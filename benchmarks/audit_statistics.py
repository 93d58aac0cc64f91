"""How good the audit is: it looks for one slip in each of many random examples.

Usage: python benchmarks/audit_statistics.py [number of examples for each row of the table]

A random network, with random values of one or two decimals, is worked out as people do it: each line from the printed
numbers before it. One line has a slip, of a kind drawn at random. Then the audit reads what is printed, all of it, with
3, 5 or 9 significant digits.
"""

import random
import sys
from collections import Counter

import backprop as bp
from backprop.causes import COPYING
from backprop.digits import digit_slips
from backprop.expression import evaluate
from backprop.slips import KINDS, Slip, slips_of, worked

SIZES = ((2, 2, 1), (2, 2, 2), (3, 2, 1), (2, 3, 2), (1, 2, 1), (2, 2, 2, 1), (2, 1))
ACTIVATIONS = (("sigmoid", "sigmoid"), ("tanh", "tanh"), ("relu", "sigmoid"), ("tanh", "identity"))


def random_example(rng):
    """An example with numbers such as people choose."""
    hidden, output = rng.choice(ACTIVATIONS)
    loss = rng.choice(("half_squared_error", "half_squared_error", "mean_squared_error", "cross_entropy"))
    output = "sigmoid" if loss == "cross_entropy" else output
    network = bp.Network(rng.choice(SIZES), hidden, output, bias=rng.random() < 0.7)
    return bp.Example(
        network=network,
        theta=[rng.choice((-1, 1, 1)) * rng.randint(1, 99) / 100 for _ in network.names],
        x=[[rng.randint(1, 20) / 20 for _ in range(network.sizes[0])]],
        t=[[rng.choice((0, 1, 0.01, 0.99, 0.5)) for _ in range(network.sizes[-1])]],
        loss=loss,
        learning_rate=rng.choice((0.1, 0.5, 1.0)),
    )


def text_of(value, digits):
    """A number with so many significant digits, as text."""
    decimals = digits
    while decimals > 0 and round(abs(value) * 10**decimals) >= 10**digits:
        decimals -= 1
    while value and round(abs(value) * 10**decimals) < 10 ** (digits - 1) and decimals < digits + 6:
        decimals += 1
    return f"{value:.{decimals}f}"


def printed_with_slip(rng, example, digits):
    """The printed numbers, the step with the slip, and the slip; None where the slip does not show in the digits."""
    steps, right = worked(example)
    steps = [step for step in steps if step.phase != "after"]
    wrong_step = rng.choice(steps)
    names = {step.name for step in steps}
    values = {name: value for name, value in right.items() if name not in names and not name.startswith("after_")}
    printed, made = {}, None
    for step in steps:
        value = evaluate(step.tree, values)
        if step is wrong_step:
            known = {name: values.get(name, right[name]) for name in right}
            found = slips_of(steps, known, step.name)
            if not found:
                return None
            kind = rng.choice(sorted({slip.kind for slip in found}))
            made = rng.choice([slip for slip in found if slip.kind == kind])
            if kind in COPYING and isinstance(made.tree, float):
                made = copied_wrong(rng, kind, text_of(value, digits)) or made
            shown = text_of(made.value, digits + 1 if made.kind == "digit doubled" else digits)
            if float(shown) == float(text_of(value, digits)):
                return None
            value = made.value
        printed[step.name] = shown if step is wrong_step else text_of(value, digits)
        values[step.name] = float(printed[step.name])
    return printed, wrong_step.name, made


def copied_wrong(rng, kind, text):
    """A slip of copying in the digits as printed; None where there is none of this kind."""
    number = float(text)
    options = [each for each in digit_slips(number, len(text.partition(".")[2])) if each[0] == kind]
    if not options:
        return None
    _, why, value = rng.choice(options)
    return Slip(kind, why, str(value), value, value)


def is_cause(cause, slip, step):
    """Whether a cause is the slip that was made, or one that gives the same number."""
    if slip.kind in COPYING and cause.kind == slip.kind:
        return True
    same_tree = cause.step == step and cause.expression == slip.expression
    return same_tree or abs(cause.value - slip.value) <= 1e-9 * abs(slip.value)


def measure(seed, digits, count):
    """How often the line is found, and the cause; and right lines that are called wrong."""
    rng = random.Random(seed)
    result = Counter()
    while result["examples"] < count:
        example = random_example(rng)
        made = printed_with_slip(rng, example, digits)
        if made is None:
            continue
        printed, step, slip = made
        rows = bp.audit(example, printed=printed)
        result["examples"] += 1
        result["lines"] += len(rows) - 1
        result["false alarms"] += sum(row.verdict == "slip" and row.name != step for row in rows)
        (row,) = (row for row in rows if row.name == step)
        if row.verdict == "slip":
            result["found"] += 1
            hits = [is_cause(cause, slip, step) for cause in row.causes]
            result["first"] += any(hits[:1])
            result["first three"] += any(hits[:3])
            result["none"] += not hits
        if VERBOSE and not (row.verdict == "slip" and any(hits[:3])):
            print(digits, step, slip.kind, slip.expression, printed[step], row.own, row.verdict, row.causes[:3])
    return result


def slips_of_two_two_two():
    """How many slips of each kind the 2-2-2 example has, up to the update."""
    steps, values = worked(bp.examples.two_two_two)
    counts = Counter()
    for step in steps:
        if step.phase != "after":
            counts.update(slip.kind for slip in slips_of(steps, values, step.name))
    return counts


VERBOSE = "-v" in sys.argv

if __name__ == "__main__":
    number = int(next((each for each in sys.argv[1:] if each.isdigit()), "500"))
    counts = slips_of_two_two_two()
    print(f"Slips of the 2-2-2 example: {sum(counts.values())}")
    for kind in KINDS:
        print(f"  {kind:32}{counts[kind]:5}")
    print("digits  line found  cause first  among three  no cause  right lines called wrong")
    for digits in (3, 5, 9):
        result = measure(digits, digits, number)
        shares = [result[name] / number for name in ("found", "first", "first three", "none")]
        alarms = result["false alarms"] / result["lines"]
        print(f"{digits:6}  {shares[0]:10.1%}  {shares[1]:11.1%}  {shares[2]:11.1%}  {shares[3]:8.1%}  {alarms:24.2%}")

"""From the steps of a trace to a Python function."""

from __future__ import annotations

from .primitives import FOR_ARRAYS, FOR_NUMBERS

__all__ = ["compile_steps"]


def compile_steps(steps, arguments, results, arrays=False):
    """A Python function that makes the assignments of `steps`.

    Parameters
    ----------
    steps : sequence of Step
        In the order in which they are to be made.
    arguments : sequence
        What the function takes, one argument each: a name, or a sequence of names, whose values then come as one
        sequence.
    results : sequence
        What it returns, as a tuple: for each entry the value of that name, or a tuple of the values of those names.
    arrays : bool
        Whether the values are NumPy arrays, of shapes that broadcast, rather than single numbers. The caller says
        what NumPy is to do where a number overflows.

    Returns
    -------
    callable

    Examples
    --------
    >>> from backprop import Network, trace
    >>> steps = trace(Network([1, 1], output="identity", bias=False)).steps
    >>> error = compile_steps(steps[:3], ["w1", ["i1"], ["t1"]], ["E"])
    >>> error(3, [2], [4])
    (2.0,)
    """
    lines = [f"def function({', '.join(_argument(k, each) for k, each in enumerate(arguments))}):"]
    lines += [f"    [{', '.join(each)}] = {_argument(k, each)}" for k, each in enumerate(arguments) if _is_group(each)]
    lines += [f"    {step.name} = {step.expression}" for step in steps]
    lines += [f"    return {_tuple([_tuple(each) if _is_group(each) else each for each in results])}"]
    namespace = dict(FOR_ARRAYS if arrays else FOR_NUMBERS)
    exec(compile("\n".join(lines), "<trace>", "exec"), namespace)
    return namespace["function"]


def _is_group(names):
    return not isinstance(names, str)


def _argument(k, names):
    """The name of an argument. A group gets one that no name of a trace can have: these are ASCII."""
    return f"µ{k}" if _is_group(names) else names


def _tuple(texts):
    return "(" + "".join(f"{text}, " for text in texts) + ")"

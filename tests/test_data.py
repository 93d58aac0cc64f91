"""The data of the book: what the loader gives, and that a notebook needs the package alone for it."""

import subprocess
import sys

import numpy as np

import backprop as bp

COLUMNS = ("bang", "dollar", "money", "zeros000", "make", "capital_run_total", "spam")


def test_every_email_is_there_with_its_columns():
    emails = bp.data.spambase()
    assert emails.shape == (4601,) and emails.dtype.names == COLUMNS
    assert all(np.isfinite(emails[name]).all() and (emails[name] >= 0).all() for name in COLUMNS)
    assert np.count_nonzero(emails["spam"] == 1) == 1813
    assert np.count_nonzero(emails["spam"] == 0) == 2788


def test_the_first_and_the_last_email():
    emails = bp.data.spambase()
    assert emails[0].tolist() == (0.778, 0.0, 0.0, 0.0, 0.0, 278.0, 1.0)
    assert np.mean((emails["bang"] > 0) == emails["spam"]).round(3) == 0.772


def test_each_call_gives_an_array_of_its_own():
    first, second = bp.data.spambase(), bp.data.spambase()
    first["bang"] = 0
    assert second["bang"].max() > 30


def test_the_data_are_found_from_any_folder(tmp_path):
    code = "import backprop as bp; print(len(bp.data.spambase()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "4601\n"

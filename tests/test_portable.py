"""Which settings `make portable` tries, on machines unlike this one."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "scripts/portable.py"
spec = importlib.util.spec_from_file_location("portable", SCRIPT)
portable = importlib.util.module_from_spec(spec)
spec.loader.exec_module(portable)

NEW = portable.Machine("x86_64", "scipy-openblas", ("X86_V3", "X86_V4", "AVX512_ICL"))
LAPTOP = portable.Machine("AMD64", "scipy-openblas", ("X86_V3",))
MAC = portable.Machine("arm64", "accelerate", ("ASIMDHP", "ASIMDDP"))
RASPBERRY = portable.Machine("aarch64", "scipy-openblas", ())


def reasons(machine):
    return {each.name: each.left_out for each in portable.all_settings(machine) if each.left_out}


def test_a_new_processor_can_play_all():
    assert reasons(NEW) == {}
    variables = {each.name: each.variables for each in portable.all_settings(NEW)}
    assert len(variables) == 9
    disabled = [each.get("NPY_DISABLE_CPU_FEATURES") for each in variables.values()]
    assert disabled[-2:] == ["X86_V4 AVX512_ICL", "X86_V3 X86_V4 AVX512_ICL"]


def test_what_the_processor_lacks_is_named():
    left_out = reasons(LAPTOP)
    assert left_out == {
        "OpenBLAS as on SkylakeX": "this processor lacks X86_V4",
        "NumPy without AVX-512": "this processor has none",
    }


def test_another_architecture_says_what_it_leaves_out():
    for machine, word in ((MAC, "accelerate"), (RASPBERRY, "aarch64")):
        left_out = reasons(machine)
        assert all(word in left_out[f"OpenBLAS as on {core}"] for core in portable.CORES)
    assert "NumPy without any optional instructions" not in reasons(MAC)


def test_the_oldest_can_be_had_everywhere():
    for machine in (NEW, LAPTOP, MAC, RASPBERRY):
        assert portable.oldest_setting(machine).variables["OPENBLAS_NUM_THREADS"] == "1"
    assert portable.oldest_setting(NEW).variables["OPENBLAS_CORETYPE"] == "Prescott"
    assert "OPENBLAS_CORETYPE" not in portable.oldest_setting(MAC).variables


def test_what_is_left_out_is_there():
    for name in portable.NOT_COMPUTED:
        assert Path(__file__).with_name(f"test_{name}.py").exists()


def test_this_machine_is_known():
    machine = portable.Machine.this()
    assert machine.architecture and machine.blas

"""nbval, which runs the notebooks of this folder, starts their kernels as the build does."""

import sys
from pathlib import Path

import nbval.kernel

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
from kernels import KernelAtFiles, leave_the_home_folder

leave_the_home_folder()
nbval.kernel.KernelManager = KernelAtFiles

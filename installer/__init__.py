"""First-run set-up. Runs on a bare Python: nothing in here may import the program or anything that must be installed.

Whatever it installs goes into `.venv` beside `main.py`; the system's Python is never touched.
"""

"""Worked examples as paper: formulas as MathML, the network as a drawing, and worksheets with their key."""

"""What must hold in every world: hypothesis makes up small ones, the same in every run.

The suite tries few, in about half a minute; `ZHICHENG_EXAMPLES=2000` in the environment tries that many of each, and
others at every run (docs/architecture.md).
"""

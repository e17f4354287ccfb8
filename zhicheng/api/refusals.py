"""The endpoints' name for zhicheng.refusals: a refusal is heard also where tracebacks are switched off."""

from zhicheng.refusals import spoken

__all__ = ["spoken"]

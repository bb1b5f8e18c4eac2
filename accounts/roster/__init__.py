"""The roster as a file: read (reading), understood (lines), compared with what is here (plan), taken in (applying), put back (undoing)."""

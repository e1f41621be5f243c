"""Pictures as pure functions: plain values in, one SVG string out, with its text alternative."""

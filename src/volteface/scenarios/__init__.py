"""What a break sets off: a model file, checked, run many thousand times, and compared with facts."""

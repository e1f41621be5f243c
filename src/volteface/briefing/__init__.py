"""The brief: sections of sentences, each with its evidence, and the forms it is printed in."""

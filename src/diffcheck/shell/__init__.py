"""What the command line needs beside its options: the arguments in order, the terminal's abilities, the words of the help."""

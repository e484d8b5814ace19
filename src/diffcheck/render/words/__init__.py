"""What several output formats share: how exact text, verdicts and failures are put into words."""

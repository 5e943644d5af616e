"""A language model as proposer: windows of the text, two prompts, one endpoint; the gate grounds what comes back."""

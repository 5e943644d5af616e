"""Case → answer: measures, one file and one question each, and `ask`, which gives every one of them its apparatus."""

"""What cannot hold together: rules over columns, their exact joint, draws of it, and minimal conflicts."""

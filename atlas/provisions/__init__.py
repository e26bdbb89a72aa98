"""What a source says besides its targets: who answers, for how long, what is granted, which industries."""

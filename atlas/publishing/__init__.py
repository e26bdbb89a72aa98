"""What leaves the build: files written all or nothing, feeds."""

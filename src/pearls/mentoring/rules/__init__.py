"""What the room decides, by subject: `matching` and `solving`, `walls`, `working`, `quiet`."""

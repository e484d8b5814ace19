"""What each function declares about itself: one file per family, found by walking this folder."""

"""What everybody of a kind knows unprompted: Santa's world, first aid, terms."""

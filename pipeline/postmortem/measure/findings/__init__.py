"""What is found in a course: amounts, times, caveats."""

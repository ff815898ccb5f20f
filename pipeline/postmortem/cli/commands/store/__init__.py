"""What the store holds, and questions to it."""

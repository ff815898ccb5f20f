"""What research tools and scrapers collected."""

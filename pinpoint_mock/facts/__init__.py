"""State what AWS and others publish, as data: countries, simulator numbers, and the carrier of the test network."""

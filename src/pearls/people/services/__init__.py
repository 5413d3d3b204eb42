"""All writes of people: accounts, and who speaks for or mentors which place."""

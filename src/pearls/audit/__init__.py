"""The journal: every act of every person, in a chain that only grows."""

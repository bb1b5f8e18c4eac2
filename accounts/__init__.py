"""WHO: people who sign in, the teams they lead, the advisors in them. Knows no other app."""

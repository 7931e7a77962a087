"""Events: places where people are asked in person, at a kiosk that needs no network or on their own telephones."""

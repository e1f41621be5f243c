"""Historical breaks between states: the table, its survival estimate, its back-test."""

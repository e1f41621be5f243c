"""Volteface: reads reports about breaks between states and says how lasting they are."""

from tests.parity.pages import write

write()

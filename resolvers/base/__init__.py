"""What every GraphQL type is built with."""

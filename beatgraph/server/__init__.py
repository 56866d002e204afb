"""The doors, put together: routes, the GraphQL endpoint, health, the explorer."""

"""Responses that are left out of results: by whom, by which published rule, why; and counted again."""

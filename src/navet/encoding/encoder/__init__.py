"""multilingual-e5-small, rebuilt from a weight file and run by onnxruntime.

Wang et al., "Multilingual E5 Text Embeddings: A Technical Report" (2024), arXiv 2402.05672; MIT licence.
"""

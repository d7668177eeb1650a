"""How the event coder's weights are made: annotations to items, items to a network, the network to ONNX."""

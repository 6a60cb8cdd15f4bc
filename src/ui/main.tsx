import { render } from 'preact';
import './tokens.css';
import './desk.css';
import { App } from './app.js';

const desk = document.getElementById('desk');
if (desk) render(<App />, desk);
